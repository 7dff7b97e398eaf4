/// An amount that is taken is no debt and within 17 digits, and written again it is the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let money = Money(typed: text) else { return 0 }
    precondition((0...99_999_999_999_999_999).contains(money.cents))
    precondition(Money(typed: money.typed) == money)
    return 0
}
