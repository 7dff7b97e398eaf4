internal import CFastCGI
internal import Glibc

/// libfcgi as a whole, which is set up once in a process.
enum Library {
    /// Sets libfcgi up, leaves the process's signal handlers as they were, and has SIGPIPE ignored, so that a peer who
    /// went away is a failed write.
    static func start() throws(FastCGIError) {
        guard code == 0 else { throw .library(code: code) }
        signal(SIGPIPE, SIG_IGN)
    }

    private static let code: Int32 = {
        // FCGX_Init puts handlers on these three where there are none; they would swallow a SIGTERM after `run` is over.
        let signals = [SIGPIPE, SIGUSR1, SIGTERM]
        let before = signals.map { number in
            var action = sigaction()
            sigaction(number, nil, &action)
            return action
        }
        let code = FCGX_Init()
        for (number, action) in zip(signals, before) {
            var action = action
            sigaction(number, &action, nil)
        }
        return code
    }()
}
