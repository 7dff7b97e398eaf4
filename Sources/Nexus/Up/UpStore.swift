import FoundationEssentials
import Glibc
import Passwords
import Postgres
import Processes
import Seed
import Serving
import Store

/// The store of `nexus up`: what it is made of, and the order in which that comes and goes.
struct UpStore {
    let baseURL: String
    private let directory: UpDirectory
    private let home: Home
    private let tools: UpTools
    private let cluster: PrivateCluster?
    private let values: [String: String]
    private let settings: Settings
    private let ports: (https: UInt16, http: UInt16)
    private let front: NginxFront
    private var parts = RunningParts()

    /// Looks at everything that could be in the way, and starts nothing.
    ///
    /// - Throws: `CommandFailure` for a missing program, a taken port, a wrong setting.
    init(
        _ directory: UpDirectory, home: Home, httpsPort: UInt16, httpPort: UInt16, workers: Int?, front: NginxFront,
        environment: [String: String]
    ) throws(CommandFailure) {
        self.directory = directory
        self.home = home
        tools = try UpTools()
        ports = (httpsPort, httpPort)
        self.front = front
        baseURL = BaseURL(localhost: httpsPort).text
        var values = environment.filter { $0.key.hasPrefix("NEXUS_") || $0.key.hasPrefix("DATABASE_") }
        values["NEXUS_ENVIRONMENT"] = "development"
        values["NEXUS_BASE_URL"] = baseURL
        values["NEXUS_RUN_DIRECTORY"] = directory.run
        values["NEXUS_SOCKET"] = try directory.socket("worker")
        if let workers { values["NEXUS_WORKERS"] = "\(workers)" }
        if values["DATABASE_URL"]?.isEmpty ?? true {
            let count = values["NEXUS_WORKERS"].flatMap { Int($0) } ?? Settings.usualWorkers
            let cluster = try PrivateCluster(directory, workers: min(max(count, 1), 512))
            values["DATABASE_URL"] = cluster.url(role: "nexus_app")
            values["DATABASE_OWNER_URL"] = cluster.url(role: "nexus_owner")
            self.cluster = cluster
        } else {
            cluster = nil
        }
        settings = try Settings(values)
        self.values = values
        try clearLeftovers()
        let taken = [httpsPort, httpPort].filter { !LoopbackPort.isFree($0) }
        guard taken.isEmpty else {
            let list = taken.map { "port \($0)" }.joined(separator: " and ")
            throw CommandFailure(
                "something else uses \(list) of this machine; choose others with --https-port and --http-port")
        }
    }

    /// - Throws: `RunningParts.Interrupted` when a signal asks to stop, or what went wrong.
    mutating func start(seed: Bool) throws {
        try Certificate(directory).make()
        try startCluster()
        try migrate(seed: seed)
        try Files.write(SettingsSource.write(values), to: directory.settings)
        Terminal.progress("starting \(settings.workers) workers")
        let servePid = directory.pidFile("serve")
        try parts.start(servePart()) { servePid.id == $0.id }
        Terminal.progress("starting nginx")
        let probe = try directory.socket("probe")
        try UpNginx(directory, home, tools, ports: ports, socket: settings.socket, probe: probe, front: front)
            .write()
        try parts.start(nginxPart(probe)) { _ in Probe.status(probe, host: "localhost") == 200 }
    }

    /// Keeps it running until a signal asks to stop.
    mutating func watch() throws(CommandFailure) {
        let scoreboard = Serve.scoreboard(settings)
        let logs = UpLogs(directory)
        var silent: pid_t?
        try parts.watch(every: .seconds(1)) { parts in
            let found = Self.silentServe(scoreboard, parts)
            // Seen twice: after a sleep of the whole machine, it is only not awake yet.
            if let found, found == silent {
                Terminal.complain("\(Self.serveName) has stood still for some seconds and is killed")
                kill(found, SIGKILL)
            }
            silent = found
            logs.bound(nginx: parts.process("nginx"))
        }
    }

    /// The process of a `serve` that stands still: it replaces no worker and kills no hung one. nil when it is well.
    private static func silentServe(_ scoreboard: String, _ parts: RunningParts) -> pid_t? {
        guard let status = try? ServeStatus.read(scoreboard), status.silentMilliseconds > silence else { return nil }
        return parts.process(serveName).flatMap { $0 == status.manager ? $0 : nil }
    }

    /// Milliseconds; it looks after its workers every quarter of a second.
    private static let silence = 3_000
    private static let serveName = "nexus serve"

    mutating func stop() { parts.stop() }

    private mutating func startCluster() throws {
        guard let cluster else { return }
        try cluster.checkDisk()
        if !cluster.exists {
            Terminal.progress("making a private PostgreSQL cluster in \(cluster.place)")
            try cluster.create()
        }
        Terminal.progress("starting PostgreSQL")
        let log = try Files.openLog(directory.log("postgres"))
        let part = Part(
            name: "PostgreSQL", launch: cluster.launch(log: log), stopSignal: SIGINT, patience: .seconds(60),
            pause: .seconds(1), log: directory.log("postgres"), pidFile: directory.pidFile("postgres"),
            prepare: { () throws(CommandFailure) in try cluster.clearLeftovers() })
        try parts.start(part) { cluster.isReady($0) }
        try cluster.prepare()
    }

    private func migrate(seed: Bool) throws {
        var db = try Connection(settings.owner.patient)
        try Migrator(directory: home.migrations).up(&db, report: { Terminal.progress($0) })
        if seed, try mayPlantDemo(&db), try DemoSeed.plant(hasher: PasswordHasher(gate: nil), &db) {
            Terminal.progress("put in the demo store: test@test.com, password123")
        }
    }

    /// The demo's password is in the manual. A cluster of our own is closed to everybody else; what somebody else's
    /// database is used for is not known, so as soon as it has accounts, this one is not added to them.
    private func mayPlantDemo(_ db: inout Database) throws(DatabaseError) -> Bool {
        guard cluster == nil else { return true }
        return try db.one("SELECT NOT EXISTS (SELECT FROM users)")
    }

    private func servePart() throws(CommandFailure) -> Part {
        var launch = Launch(Executable.path, ["serve"])
        launch.environment.merge(values) { _, ours in ours }
        launch.output = try Files.openLog(directory.log("worker"))
        launch.signalOnParentDeath = .terminate
        return Part(
            name: Self.serveName, launch: launch, stopSignal: SIGTERM, patience: .seconds(15),
            pause: .milliseconds(200), log: directory.log("worker"), pidFile: nil, prepare: {})
    }

    private func nginxPart(_ probe: String) throws(CommandFailure) -> Part {
        var launch = Launch(tools.nginx, UpNginx.arguments(directory))
        launch.output = try Files.openLog(directory.log("error"))
        launch.signalOnParentDeath = .terminate
        return Part(
            name: "nginx", launch: launch, stopSignal: SIGQUIT, patience: .seconds(5),
            pause: .milliseconds(200), log: directory.log("error"), pidFile: nil,
            // nginx takes a socket's file for a sign that somebody listens.
            prepare: { unlink(probe) })
    }

    /// What a `nexus up` that was killed has left; most of it ends by itself within a moment.
    private func clearLeftovers() throws(CommandFailure) {
        try directory.pidFile("nginx").endLeftover(having: "\(directory.nginx)/nginx.conf", SIGTERM)
        try directory.pidFile("serve").endLeftover(having: "NEXUS_RUN_DIRECTORY=\(directory.run)\0", SIGTERM)
        try cluster?.clearLeftovers()
    }
}
