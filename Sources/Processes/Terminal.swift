internal import Glibc
internal import SystemPackage

/// What a person at a terminal sees, and pipes do not.
public enum Terminal {
    /// A finding, on standard output.
    public static func say(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// A complaint, on standard error.
    public static func complain(_ message: String) {
        write("nexus: \(message)\n", to: STDERR_FILENO)
    }

    /// How far long work has come; only said when a person watches.
    public static func progress(_ line: String) {
        if isatty(STDERR_FILENO) == 1 { write("  \(line)\n", to: STDERR_FILENO) }
    }

    /// Past Swift's and C's buffers, so that nothing is lost when the process ends, and lines of several processes do
    /// not mix. That nobody reads it is no reason to stop.
    public static func write(_ text: String, to descriptor: Int32) {
        _ = try? FileDescriptor(rawValue: descriptor).writeAll(text.utf8)
    }

    /// A line typed without being shown; nil at the end of input. Without a terminal, the next line of standard input.
    public static func secret(_ prompt: String) -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
        write(prompt, to: STDERR_FILENO)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            write("\n", to: STDERR_FILENO)
        }
        return readLine()
    }
}
