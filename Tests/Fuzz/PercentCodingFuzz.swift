/// Decoding undoes coding for any bytes, and what decodes is coded again to something that decodes to the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)

    for plusIsSpace in [false, true] {
        guard let bytes = PercentCoding.decode(input, plusIsSpace: plusIsSpace) else { continue }
        precondition(bytes.count <= count)
        let coded = PercentCoding.encode(bytes, keeping: { _ in false })
        precondition(PercentCoding.decode(coded.utf8, plusIsSpace: plusIsSpace) == bytes)
    }

    let text = String(decoding: input, as: UTF8.self)
    for coded in [PercentCoding.encode(segment: text), PercentCoding.encode(query: text)] {
        precondition(
            coded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "&") })
        precondition(PercentCoding.decode(coded.utf8, plusIsSpace: true) == Array(text.utf8))
    }
    return 0
}
