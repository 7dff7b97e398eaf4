internal import Glibc
internal import Logging
internal import Processes

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
            let crew = crews[member.crew]
            if end == .exit(CommandFailure.badSettings), !crew.hasBeenReady {
                throw CommandFailure("a \(crew.role.name) refuses its settings", status: CommandFailure.badSettings)
            }
            let isOver = end == .exit(0) && wasReady
            if isOver { board.count(.recycled) } else if !member.isKilled { board.count(.crashes) }
            noteDeath(member.crew, wasReady: wasReady, served: served, age: clock.now - member.startedAt)
            logger.log(
                level: isOver ? .info : .error, "a \(crew.role.name) is gone and is replaced",
                metadata: [
                    "worker": "\(member.child.id)", "end": "\(end)", "served": "\(served)",
                    "pause": "\(max(crews[member.crew].due - clock.now, .zero))",
                ].merging(left) { _, left in left })
        }
    }

    /// One that was told to end and would not have been missed, but did not get to the end of its request.
    private func noteCrash(of member: Member, _ end: ChildProcess.End, _ left: Logger.Metadata) {
        guard !left.isEmpty, !member.isKilled else { return }
        board.count(.crashes)
        logger.error(
            "a \(crews[member.crew].role.name) is gone before the end of its work",
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

    mutating func noteDeath(_ crew: Int, wasReady: Bool, served: UInt64, age: Duration) {
        let wasOpen = crews[crew].policy.isOpen
        crews[crew].policy.died(wasReady: wasReady, served: served, age: age)
        let policy = crews[crew].policy
        if policy.failures > 0 { crews[crew].due = clock.now + policy.pause }
        guard policy.isOpen, !wasOpen else { return }
        countBreakers()
        logger.critical(
            "new processes do not come up; the breaker is open",
            metadata: [
                "role": "\(crews[crew].role.name)", "failures": "\(policy.failures)",
                "next_try": "\(RestartPolicy.rest)", "left": "\(staying(crew))",
            ])
    }

    private func countBreakers() {
        board[.breakers] = UInt64(crews.count { $0.policy.isOpen })
    }

    /// Sees who is ready by now, and for how long.
    mutating func watchStarts() {
        for index in members.indices where !members[index].isProven {
            let member = members[index]
            let age = clock.now - member.startedAt
            guard isReady(member) else {
                if age > Self.startLimit, !member.isKilled {
                    kill(index, "a process does not get ready and is killed", [:])
                }
                continue
            }
            crews[member.crew].hasBeenReady = true
            guard age >= RestartPolicy.youth || board[member.slot, .served] > 0 else { continue }
            members[index].isProven = true
            let wasOpen = crews[member.crew].policy.isOpen
            crews[member.crew].policy.proved()
            crews[member.crew].due = clock.now
            guard wasOpen else { continue }
            countBreakers()
            logger.notice(
                "new processes come up again; the breaker is closed",
                metadata: ["role": "\(crews[member.crew].role.name)"])
        }
    }

    /// Kills a process whose work is too old, and one that was told to end and has had the time of its work for it.
    mutating func endOverdue() {
        for index in members.indices where !members[index].isKilled {
            let member = members[index]
            let deadline = crews[member.crew].role.deadlineSeconds
            let limit = deadline * 1000
            if let report = board.report(member.slot, now: MonotonicTime.now()), report.state.isActive,
                report.milliseconds > limit,
                // A second look: its end may just have come.
                let again = board.report(member.slot, now: MonotonicTime.now()), again.state.isActive,
                again.requestID == report.requestID, again.milliseconds > limit
            {
                board.count(.deadlineKills)
                kill(
                    index, "a \(crews[member.crew].role.name) took too long and is killed",
                    [
                        "route": "\(report.route)", "request_id": "\(report.requestID)",
                        "milliseconds": "\(report.milliseconds)", "state": "\(storedState(of: member).name)",
                    ])
            } else if let since = member.leavingSince, clock.now - since > .seconds(deadline + 2) {
                kill(index, "a process does not end and is killed", [:])
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
