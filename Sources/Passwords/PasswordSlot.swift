internal import Glibc

/// The right to hash one password now; given back when it goes out of life.
final class PasswordSlot {
    private let descriptor: Int32

    /// Takes over `descriptor`.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
