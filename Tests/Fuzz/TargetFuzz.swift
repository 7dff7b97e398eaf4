/// No path that is taken holds anything that another parser could read as more than names, and coded again it is the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard let raw = String(validating: input, as: UTF8.self), let target = try? Target.parse(raw) else { return 0 }

    let forbidden = Set("/\\;".utf8)
    for segment in target.path {
        precondition(segment != "." && segment != "..")
        precondition(segment.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !forbidden.contains($0) })
    }
    precondition(!target.path.dropLast().contains(""))

    // Coding may make a target longer than one may be; then there is nothing to compare.
    let coded = "/" + target.path.map(PercentCoding.encode(segment:)).joined(separator: "/")
    if coded.utf8.count <= Target.maximumBytes { precondition((try? Target.parse(coded))?.path == target.path) }
    // Whatever the query holds, a key of it has a value, none, or is refused.
    _ = try? target.query.value(of: "q")
    return 0
}
