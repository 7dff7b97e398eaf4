import Glibc

/// Runs `body` on as many threads as asked for, all let go at the same moment, and gives what each brought, in order.
/// Swift's own tasks share as many threads as there are cores, so ten of them that wait would not be ten at once.
public func atOnce<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) -> [Value] {
    var gate = pthread_barrier_t()
    pthread_barrier_init(&gate, nil, UInt32(count))
    defer { pthread_barrier_destroy(&gate) }
    return withUnsafeMutablePointer(to: &gate) { gate in
        let works = (0..<count).map { index in
            let start = UInt(bitPattern: gate)
            return Work {
                if let gate = UnsafeMutablePointer<pthread_barrier_t>(bitPattern: start) { pthread_barrier_wait(gate) }
                return body(index)
            }
        }
        let threads = works.map { work in
            var thread = pthread_t()
            let failure = pthread_create(
                &thread, nil,
                { argument in
                    if let argument { Unmanaged<AnyWork>.fromOpaque(argument).takeUnretainedValue().run() }
                    return nil
                }, Unmanaged<AnyWork>.passUnretained(work).toOpaque())
            guard failure == 0 else { fatalError("no thread: errno \(failure)") }
            return thread
        }
        for thread in threads { pthread_join(thread, nil) }
        return works.compactMap(\.value)
    }
}

private class AnyWork {
    func run() {}
}

/// Written by its thread, and read after that thread was joined.
private final class Work<Value: Sendable>: AnyWork {
    private(set) var value: Value?
    private let body: @Sendable () -> Value

    init(_ body: @escaping @Sendable () -> Value) {
        self.body = body
    }

    override func run() {
        value = body()
    }
}
