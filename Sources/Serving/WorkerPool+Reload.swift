internal import Logging
internal import Processes

/// SIGHUP: every worker is replaced by one of the file that is there now, one after the other. The new one must be ready
/// before an old one is told to end; if it does not get ready, the old ones stay.
extension WorkerPool {
    mutating func beginReload() {
        board.count(.reloads)
        outgoing = members.filter { $0.leavingSince == nil }.map(\.child.id)
        logger.notice("reloading", metadata: ["workers": "\(outgoing.count)"])
    }

    /// Goes one step on, if it is time.
    mutating func reload() {
        guard successor == nil else { return watchSuccessor() }
        outgoing.removeAll { id in !members.contains { $0.child.id == id && $0.leavingSince == nil } }
        // One at a time: while one still finishes its request, there are as many as there should be.
        guard let crew = members.first(where: { $0.child.id == outgoing.first })?.crew,
            !members.contains(where: { $0.leavingSince != nil }), !crews[crew].policy.isOpen
        else { return }
        do throws(CommandFailure) {
            successor = try start(crew)
        } catch {
            giveUp()
        }
    }

    private mutating func watchSuccessor() {
        guard let index = members.firstIndex(where: { $0.child.id == successor }) else {
            successor = nil
            return giveUp()
        }
        guard isReady(members[index]) else { return }
        successor = nil
        // If another one died meanwhile, this one has its seat, and nobody has to go.
        let crew = members[index].crew
        guard staying(crew) > crews[crew].role.seats, let id = outgoing.first,
            let old = members.firstIndex(where: { $0.child.id == id && $0.crew == crew })
        else { return }
        outgoing.removeFirst()
        dismiss(old)
        if outgoing.isEmpty { logger.notice("reloaded") }
    }

    private mutating func giveUp() {
        outgoing = []
        board.count(.failedReloads)
        logger.error("the reload is given up: a new worker did not get ready; the others stay")
    }
}
