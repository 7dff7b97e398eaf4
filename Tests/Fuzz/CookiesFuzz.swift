/// A cookie's value has no control characters that were not percent-coded, and any value that is set is read back, alone in its header.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let cookies = Cookies([text])
    _ = cookies["a"]
    // A second cookie of the name takes both away.
    precondition(Cookies(["a=1", text, "a=2"])["a"] == nil)
    precondition(Cookies([text, text])["a"] == nil)

    let header = SetCookie(name: "a", value: text).headerValue.text
    precondition(header.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    precondition(header.utf8.filter { $0 == UInt8(ascii: ";") }.count == 4)
    let pair = String(header.prefix { $0 != ";" })
    precondition(Cookies([pair])["a"] == (text.utf8.contains(0) ? nil : text))
    return 0
}
