import Glibc
import Logging

/// How workers come up and end, and what follows from it.
extension WorkerPool {
    /// A worker that is not ready by then is killed. It may have waited two seconds for the database.
    private static let startLimit: Duration = .seconds(15)

    mutating func takeEnds() throws(CommandFailure) {
        for index in members.indices.reversed() {
            let member = members[index]
            guard let end = member.child.end() else { continue }
            members.remove(at: index)
            let wasReady = isReady(member)
            let served = board[member.slot, .served]
            let left = remains(of: member)
            board.clear(member.slot)
            guard member.leavingSince == nil else {
                noteCrash(of: member, end, left)
                continue
            }
            if end == .exit(CommandFailure.badSettings), !hasBeenReady {
                throw CommandFailure("a worker refuses its settings", status: CommandFailure.badSettings)
            }
            let isOver = end == .exit(0) && wasReady
            if isOver { board.count(.recycled) } else if !member.isKilled { board.count(.crashes) }
            noteDeath(wasReady: wasReady, served: served, age: clock.now - member.startedAt)
            logger.log(
                level: isOver ? .info : .error, "a worker is gone and is replaced",
                metadata: [
                    "worker": "\(member.child.id)", "end": "\(end)", "served": "\(served)",
                    "pause": "\(max(due - clock.now, .zero))",
                ].merging(left) { _, left in left })
        }
    }

    /// One that was told to end and would not have been missed, but did not get to the end of its request.
    private func noteCrash(of member: Member, _ end: ChildProcess.End, _ left: Logger.Metadata) {
        guard !left.isEmpty, !member.isKilled else { return }
        board.count(.crashes)
        logger.error(
            "a worker is gone before its last answer",
            metadata: left.merging(["worker": "\(member.child.id)", "end": "\(end)"]) { left, _ in left })
    }

    /// What a worker had in hand when it ended, as far as it was known yet, and where in the program that was.
    private func remains(of member: Member) -> Logger.Metadata {
        var found: Logger.Metadata = [:]
        if let report = board.report(member.slot, now: MonotonicTime.now()), report.state.isActive {
            found["state"] = "\(storedState(of: member).name)"
            if !report.route.isEmpty { found["route"] = "\(report.route)" }
            if !report.requestID.isEmpty { found["request_id"] = "\(report.requestID)" }
        }
        let trace = backtraces.take(member.child.id)
        if !trace.isEmpty { found["backtrace"] = .array(trace.map { .string($0) }) }
        return found
    }

    mutating func noteDeath(wasReady: Bool, served: UInt64, age: Duration) {
        let wasOpen = policy.isOpen
        policy.died(wasReady: wasReady, served: served, age: age)
        if policy.failures > 0 { due = clock.now + policy.pause }
        guard policy.isOpen, !wasOpen else { return }
        board[.breakerSince] = MonotonicTime.now()
        board[.breaker] = 1
        logger.critical(
            "workers do not come up; the breaker is open",
            metadata: ["failures": "\(policy.failures)", "next_try": "\(RestartPolicy.rest)", "left": "\(staying)"])
    }

    /// Sees who is ready by now, and for how long.
    mutating func watchStarts() {
        for index in members.indices where !members[index].isProven {
            let member = members[index]
            let age = clock.now - member.startedAt
            guard isReady(member) else {
                if age > Self.startLimit, !member.isKilled {
                    kill(index, "a worker does not get ready and is killed", [:])
                }
                continue
            }
            hasBeenReady = true
            guard age >= RestartPolicy.youth || board[member.slot, .served] > 0 else { continue }
            members[index].isProven = true
            if policy.isOpen {
                logger.notice("workers come up again; the breaker is closed")
                board[.breaker] = 0
            }
            policy.proved()
            due = clock.now
        }
    }

    /// Kills a worker whose request is too old, and one that was told to end and has had the time of a request for it.
    mutating func endOverdue() {
        let limit = limits.deadlineSeconds * 1000
        for index in members.indices where !members[index].isKilled {
            let member = members[index]
            if let report = board.report(member.slot, now: MonotonicTime.now()), report.state.isActive,
                report.milliseconds > limit,
                // A second look: its end may just have come.
                let again = board.report(member.slot, now: MonotonicTime.now()), again.state.isActive,
                again.requestID == report.requestID, again.milliseconds > limit
            {
                board.count(.deadlineKills)
                kill(
                    index, "a request took too long; its worker is killed",
                    [
                        "route": "\(report.route)", "request_id": "\(report.requestID)",
                        "milliseconds": "\(report.milliseconds)", "state": "\(storedState(of: member).name)",
                    ])
            } else if let since = member.leavingSince, clock.now - since > .seconds(limits.deadlineSeconds + 2) {
                kill(index, "a worker does not end and is killed", [:])
            }
        }
    }

    /// With what it does, also if it is leaving.
    private func storedState(of member: Member) -> WorkerState {
        WorkerState(rawValue: board[member.slot, .state]) ?? .absent
    }

    private mutating func kill(_ index: Int, _ why: Logger.Message, _ metadata: Logger.Metadata) {
        members[index].isKilled = true
        members[index].child.send(SIGKILL)
        logger.error(why, metadata: metadata.merging(["worker": "\(members[index].child.id)"]) { _, own in own })
    }
}
