/// A number of a row that is taken is at least 1 and has one spelling.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let id = Identifier<Money>(text) else { return 0 }
    precondition(id.value >= 1 && id.description == text)
    return 0
}
