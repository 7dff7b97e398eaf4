internal import FoundationEssentials
internal import Glibc

/// What to start, and how.
public struct Launch: Sendable {
    /// By the names that setpriv(1) takes.
    public enum ParentDeathSignal: String, Sendable {
        case interrupt = "INT"
        case terminate = "TERM"
    }

    /// An absolute path.
    public var program: String
    /// Without the program's own name.
    public var arguments: [String]
    public var environment: [String: String] = ProcessInfo.processInfo.environment
    public var directory: String?
    /// What becomes descriptor 0; /dev/null if nil.
    public var input: Int32?
    /// What becomes descriptors 1 and 2; those of this process if nil.
    public var output: Int32?
    /// The user to become; only root may set it.
    public var user: String?
    /// The signal that the process gets when this one dies, however it dies (PR_SET_PDEATHSIG); nil for none.
    public var signalOnParentDeath: ParentDeathSignal?

    public init(_ program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// Starts it in a process group of its own, so that a Ctrl-C in the terminal reaches this process only, which then
    /// stops the others in good order.
    public func start() throws(CommandFailure) -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // This process blocks or ignores signals that the other must feel.
        var none = Signals.set([])
        var all = Signals.set([SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD])
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let line = wrapped
        var id: pid_t = 0
        let code = CStrings.with(line) { arguments in
            CStrings.with(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&id, line[0], &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw .system("cannot start \(program)", code) }
        return ChildProcess(id: id)
    }

    /// Program and arguments, through setpriv(1) and env(1) where the process must be changed between fork and exec:
    /// posix_spawn cannot do that, and a fork of a Swift process must not run Swift code.
    private var wrapped: [String] {
        var options: [String] = []
        if let user { options += ["--reuid=\(user)", "--regid=\(user)", "--clear-groups"] }
        if let signalOnParentDeath { options += ["--pdeathsig", signalOnParentDeath.rawValue] }
        var line = [program] + arguments
        if let directory, let env = Executable.find("env") { line = [env, "--chdir=\(directory)"] + line }
        guard !options.isEmpty, let setpriv = Executable.find("setpriv") else { return line }
        return [setpriv] + options + ["--"] + line
    }
}
