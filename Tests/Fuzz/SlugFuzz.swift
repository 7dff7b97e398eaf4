/// A slug that is taken is kept as it is, and every name has a suggestion, and that a variation, which are slugs.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let slug = Slug(text) {
        precondition(slug.text == text && (1...80).contains(text.utf8.count))
        precondition(text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
    }
    let suggestion = Slug.suggestion(for: text)
    let varied = suggestion.varied()
    precondition(Slug(suggestion.text) == suggestion && Slug(varied.text) == varied)
    return 0
}
