internal import FoundationEssentials
public import Glibc

/// Signals as something to wait for, instead of something that strikes.
public enum Signals {
    /// What asks a command to stop. SIGHUP, the terminal was closed, unless nohup(1) says that it does not matter.
    public static let stopping: [Int32] = isIgnored(SIGHUP) ? [SIGTERM, SIGINT] : [SIGTERM, SIGINT, SIGHUP]

    /// A signal that is held arrives even where it is ignored, so this has to be asked.
    private static func isIgnored(_ signal: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigIgn:") }),
            let mask = UInt64(line.dropFirst(7).drop { $0 == "\t" || $0 == " " }, radix: 16)
        else { return false }
        return mask & (1 << UInt64(signal - 1)) != 0
    }

    public static func set(_ signals: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }

    /// From here on they wait in line until `wait` takes them.
    public static func hold(_ signals: [Int32]) {
        var set = set(signals)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Whether one of `signals`, which must be held, has arrived and was not taken yet.
    public static func isPending(_ signals: [Int32]) -> Bool {
        var pending = sigset_t()
        guard sigpending(&pending) == 0 else { return false }
        return signals.contains { sigismember(&pending, $0) == 1 }
    }

    /// The next of `signals`, which must be held; nil when none came in time.
    public static func wait(_ signals: [Int32], for patience: Duration) -> Int32? {
        var set = set(signals)
        let (seconds, attoseconds) = max(patience, .zero).components
        var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        let signal = sigtimedwait(&set, nil, &limit)
        return signal > 0 ? signal : nil
    }
}
