import Glibc
import TestSupport
import Testing

@testable import Passwords

@Suite struct PasswordGateTests {
    private let directory: String

    init() throws {
        var template = Array("/tmp/nexus-gate-XXXXXX".utf8CString)
        let path = try #require(mkdtemp(&template))
        directory = String(cString: path) + "/slots"
    }

    @Test("When every slot is taken the answer is busy, and a slot given back can be taken")
    func busy() throws {
        let gate = PasswordGate(directory: directory, slots: 2, seats: 1, patience: 30)
        var first: PasswordSlot? = try gate.enter()
        let second = try gate.enter()
        #expect(throws: PasswordError.busy) { try gate.enter() }
        #expect(first != nil)
        first = nil
        let third = try gate.enter()
        withExtendedLifetime((second, third)) { () -> Void in
            #expect(throws: PasswordError.busy) { try gate.enter() }
        }
    }

    @Test("Hashing, verifying and verifying nothing each need a slot, and give it back")
    func hasher() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, patience: 0)
        let hasher = PasswordHasher(parameters: .init(memory: 64, iterations: 1, parallelism: 1), gate: gate)
        let hash = try hasher.hash("x")
        #expect(try hasher.verify("x", against: hash))
        try hasher.verifyNothing()

        let taken = try gate.enter()
        withExtendedLifetime(taken) {
            #expect(throws: PasswordError.busy) { try hasher.hash("x") }
            #expect(throws: PasswordError.busy) { try hasher.verify("x", against: hash) }
            #expect(throws: PasswordError.busy) { try hasher.verifyNothing() }
        }
    }

    @Test("Somebody waits for a slot as long as patience lasts")
    func patience() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 1, patience: 60_000)
        // Threads of their own: a task that waits would hold one of the few that all tests share.
        let entered = atOnce(2) { number in
            usleep(UInt32(number) * 10_000)
            guard let slot = try? gate.enter() else { return false }
            usleep(50_000)
            return withExtendedLifetime(slot) { true }
        }
        #expect(entered == [true, true])
    }

    @Test("Whoever finds all seats taken is turned away at once, however long others may wait")
    func seats() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 1, patience: 3_600_000)
        let slot = try gate.enter()
        let seat = open("\(directory)/seat-0", O_RDWR | O_CREAT, 0o600)
        #expect(flock(seat, LOCK_EX | LOCK_NB) == 0)
        withExtendedLifetime(slot) { () -> Void in
            #expect(throws: PasswordError.busy) { try gate.enter() }
        }
        close(seat)
    }

    // Case 20
    @Test("As many people as there are workers may log in at the same moment: all of them wait their turn")
    func together() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 1, lentSeats: 2, patience: 60_000)
        let entered = atOnce(4) { _ in
            guard let slot = try? gate.enter() else { return false }
            usleep(20_000)
            return withExtendedLifetime(slot) { true }
        }
        #expect(entered == [true, true, true, true])
    }

    // Attack 6
    @Test("A lent seat stays closed for four times as long as it was held, and then opens again")
    func lent() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, lentSeats: 1, patience: 100)
        let slot = try gate.enter()
        withExtendedLifetime(slot) { () -> Void in
            let began = ContinuousClock.now
            #expect(throws: PasswordError.busy) { try gate.enter() }
            let held = ContinuousClock.now - began
            let seat = PasswordSlot(descriptor: open("\(directory)/lent-0", O_RDWR))
            while seat.isClosed, ContinuousClock.now - began < held * 20 { usleep(5_000) }
            #expect(!seat.isClosed)
            #expect(ContinuousClock.now - began >= .milliseconds(500))
            #expect(
                ContinuousClock().measure { #expect(throws: PasswordError.busy) { try gate.enter() } }
                    >= .milliseconds(100))

            // Closed: turned away at once. Whoever waited would do so for an hour.
            seat.close(for: 50_000)
            let patient = PasswordGate(directory: directory, slots: 1, seats: 0, lentSeats: 1, patience: 3_600_000)
            #expect(throws: PasswordError.busy) { try patient.enter() }
        }
    }

    // Attack 6
    @Test("Whoever asks for more than people do hashes aside: others find every slot and seat as if nobody were there")
    func aside() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, lentSeats: 0, patience: 0)
        let slotAside = try gate.enter(aside: true)
        try withExtendedLifetime(slotAside) {
            #expect(throws: PasswordError.busy) { try gate.enter(aside: true) }
            let slot = try gate.enter()
            withExtendedLifetime(slot) {}
        }
    }

    @Test("The slot aside rests for as long as it was held, and is free again after that")
    func restAside() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, lentSeats: 1, patience: 5_000)
        var slot: PasswordSlot? = try gate.enter(aside: true)
        usleep(300_000)
        #expect(slot != nil)
        slot = nil
        let waited = try ContinuousClock().measure { _ = try gate.enter(aside: true) }
        #expect(waited > .milliseconds(200), "\(waited)")
    }

    @Test("A seat that was closed by a clock far ahead is open")
    func clockSetBack() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, lentSeats: 1, patience: 20)
        let slot = try gate.enter()
        let lent = open("\(directory)/lent-0", O_RDWR | O_CREAT, 0o600)
        PasswordSlot(descriptor: lent).close(for: 3_600_000)
        let taken = ContinuousClock().measure {
            #expect(throws: PasswordError.busy) { try gate.enter() }
        }
        withExtendedLifetime(slot) { () -> Void in #expect(taken >= .milliseconds(10)) }
    }

    @Test("A slot is lost by closing its descriptor alone, as the system does for a process that dies")
    func crash() throws {
        let gate = PasswordGate(directory: directory, slots: 1, seats: 0, patience: 0)
        _ = try gate.enter()
        let descriptor = open("\(directory)/slot-0", O_RDWR)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: PasswordError.busy) { try gate.enter() }
        close(descriptor)
        _ = try gate.enter()
    }

    @Test("Slot files that cannot be opened are an error of their own")
    func unavailable() {
        let gate = PasswordGate(directory: "/nonexistent/slots", slots: 1, seats: 0, patience: 0)
        #expect {
            try gate.enter()
        } throws: { error in
            if case .unavailable(let text)? = error as? PasswordError { text.contains("/nonexistent") } else { false }
        }
    }
}
