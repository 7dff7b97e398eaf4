/// Only what begins with the type of forms, in any case, is taken for a form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if MediaType.isForm(text) {
        precondition(text.lowercased().drop { $0 == " " }.hasPrefix("application/x-www-form-urlencoded"))
    }
    if let value = HeaderValue(text) {
        precondition(value.text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
    return 0
}
