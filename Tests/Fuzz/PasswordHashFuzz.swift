/// A stored hash that is taken is kept as it is, and its parameters are below the ceiling.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let hash = PasswordHash(phc: text) else { return 0 }
    precondition(hash.phc == text)
    precondition(hash.parameters.isAcceptable)
    precondition(text.contains("$\(hash.parameters.phc)$"))
    precondition(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    return 0
}
