internal import HTTP

/// Entries divided by NUL, as they lie in memory: a request made of them has no control character in any header, and a
/// length within its limit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    var parameters = Parameters(limit: 1024)
    for entry in input.split(separator: 0) { parameters.add(entry) }

    if let length = try? parameters.bodyLength(limit: 1000) { precondition((0...1000).contains(length)) }
    guard let request = try? parameters.request(id: "x", body: .bytes([]), receivedAt: 0) else { return 0 }
    precondition(!request.target.isEmpty && !request.method.token.isEmpty)
    for field in request.headers.fields {
        precondition(
            !field.name.isEmpty && field.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
        precondition(field.value.text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
    return 0
}
