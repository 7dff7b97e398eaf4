import Glibc

/// What the command is running on.
enum Machine {
    /// Processor cores that are on; at least one.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static var isRoot: Bool { geteuid() == 0 }
}
