import ArgumentParser
import FastCGI
import FoundationEssentials
import Glibc
import HTTP
import Logging
import Passwords
import Postgres
import Processes
import Serving
import Store
import Web

struct Worker: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers requests from the listening socket that is its standard input.",
        discussion: """
            `nexus serve` starts as many as it needs; systemd and spawn-fcgi can as well. A worker answers one request
            at a time over one connection to the database. SIGTERM ends it after the request in hand.
            """
    )

    /// Names the process that `serve` is, so that a worker that outlived it before it began ends at once.
    static let parentVariable = "NEXUS_SERVE_PROCESS"

    func run() throws {
        let settings = try Settings.current()
        let logger = Log.logger(settings.logLevel)
        try check(settings)
        let slot = try WorkerSlot.own(
            ProcessInfo.processInfo.environment, slowMilliseconds: settings.limits.slowMilliseconds,
            report: { logger.log(slow: $0) })
        let site = Site(
            SiteSettings(
                baseURL: settings.baseURL, hasher: PasswordHasher(gate: settings.passwordGate), gateway: TestGateway(),
                quota: settings.quota, logger: logger))
        var lifeline = Lifeline(settings.database, logger)
        let readiness = Readiness(
            runDirectory: settings.runDirectory, freeMebibytes: settings.freeMebibytes,
            migrations: (try? Home.find())?.migrations)
        let probes = Probes(slot)
        var housekeeping = Housekeeping()
        var retirement = Retirement(settings.limits, chance: .random(in: 0...1))
        var server = Server(
            limits: Self.limits, refusal: { status, requestID in Site.refusal(status, requestID: requestID) },
            report: { logger.log(event: $0) }, watch: { slot.follow($0) })
        do {
            try server.run(while: {
                guard retirement.reason(slot, logger) == nil else { return false }
                lifeline.standBy(slot)
                housekeeping.turn(&lifeline)
                return true
            }) { request in
                #if DEBUG
                    if let answer = TestRoutes.answer(request, noting: { slot.note(route: $0) }) { return answer }
                #endif
                let probed = probes.answer(request) {
                    (readiness.faults(request, slot, &lifeline), readiness.warnings)
                }
                if let probed { return probed }
                return lifeline.lend(for: request.id) { db in
                    db.label(request.id)
                    return site.respond(to: request, &db, noting: { slot.note(route: $0) })
                } ?? Site.refusal(.serviceUnavailable, requestID: request.id)
            }
        } catch {
            throw CommandFailure("standard input is no socket that requests come from: \(error)")
        }
    }

    private static var limits: Server.Limits {
        #if DEBUG
            TestRoutes.limits
        #else
            .standard
        #endif
    }

    private func check(_ settings: Settings) throws(CommandFailure) {
        if let parent = ProcessInfo.processInfo.environment[Self.parentVariable], parent != "\(getppid())" {
            throw CommandFailure("the process that started this worker is gone")
        }
        // However the socket came about: `serve` sets the mode that was checked, systemd and spawn-fcgi their own.
        if let mode = UnixSocket.mode(ofListener: STDIN_FILENO), mode & 0o007 != 0 {
            try settings.refuseInProduction("a socket that others can open")
        }
    }
}

extension Settings {
    /// The bound on hashing that all workers of this machine share.
    var passwordGate: PasswordGate {
        // Half of the workers are left for those who only look at pages; of that half some may be lent for a moment, so
        // that as many people as there are workers can log in at once.
        let seats = max(0, workers / 2 - passwordSlots)
        let lent = max(0, workers - passwordSlots - seats)
        return PasswordGate(
            directory: "\(runDirectory)/password-slots", slots: passwordSlots, seats: seats, lentSeats: lent,
            patience: 3_000)
    }
}

extension Retirement {
    /// Asks for this worker; keeps the scoreboard informed, and the log once it is over.
    fileprivate mutating func reason(_ slot: WorkerSlot, _ logger: Logger) -> Reason? {
        let reason = reason(served: slot.served) {
            let memory = PrivateMemory.now()
            if let memory { slot.note(memory: memory) }
            return memory
        }
        if let reason { logger.info("this worker has done enough", metadata: ["reason": "\(reason)"]) }
        return reason
    }
}

extension Logger {
    fileprivate func log(slow request: SlowRequest) {
        warning(
            "slow request",
            metadata: [
                "request_id": "\(request.requestID)", "route": "\(request.route)",
                "milliseconds": "\(request.milliseconds)",
            ])
    }

    fileprivate func log(event: Server.Event) {
        switch event {
        case .refused(let status, let reason, let requestID):
            notice(
                "request refused",
                metadata: ["request_id": "\(requestID)", "status": "\(status.code)", "reason": "\(reason)"])
        case .unanswered(let requestID):
            info("nobody waited for the answer", metadata: ["request_id": "\(requestID)"])
        case .unreadable(let code):
            notice("a connection brought no request", metadata: ["code": "\(code)"])
        }
    }
}
