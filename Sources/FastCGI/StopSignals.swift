internal import CFastCGI
internal import Glibc

/// SIGTERM, SIGINT and SIGUSR1, as something to wait for beside a socket.
///
/// They are blocked for the calling thread as long as this lives and arrive at a descriptor instead (signalfd(2)). So none
/// of them interrupts a request in hand, and none is lost in the moment between looking and waiting.
struct StopSignals: ~Copyable {
    let descriptor: Int32
    private let before: sigset_t

    init() throws(FastCGIError) {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGUSR1] { sigaddset(&signals, number) }
        var before = sigset_t()
        let code = pthread_sigmask(SIG_BLOCK, &signals, &before)
        guard code == 0 else { throw .system(call: "pthread_sigmask", code: code) }
        let descriptor = signalfd(-1, &signals, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        guard descriptor >= 0 else {
            let code = errno
            pthread_sigmask(SIG_SETMASK, &before, nil)
            throw .system(call: "signalfd", code: code)
        }
        self.descriptor = descriptor
        self.before = before
    }

    /// Takes what has arrived, so that it does not strike once the signals are let in again.
    func take() {
        var info = signalfd_siginfo()
        while read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size) > 0 {}
    }

    deinit {
        close(descriptor)
        var before = before
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}
