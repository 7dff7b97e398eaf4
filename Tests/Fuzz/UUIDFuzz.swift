/// A number that is taken has one spelling.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let number = UUID(text) else { return 0 }
    precondition(number.description == text && text.utf8.count == 36)
    precondition(UUID(text.uppercased()) == nil || text.uppercased() == text)
    return 0
}
