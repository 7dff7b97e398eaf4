import Glibc
import Processes
import Serving

extension Lifeline {
    /// Waits until this worker may take a request. One without a database would be the quickest to answer, and so draw
    /// most requests only to refuse them: it leaves them to those who have one. When nobody has, it takes them, so that
    /// visitors hear of it at once. A signal to stop ends the wait.
    mutating func standBy(_ slot: WorkerSlot) {
        while !mend(others: slot.othersCanServe) {
            slot.note(canServe: false)
            guard slot.othersCanServe, !Signals.isPending([SIGTERM, SIGINT, SIGUSR1]) else { return }
            usleep(20_000)
        }
        slot.note(canServe: true)
    }
}
