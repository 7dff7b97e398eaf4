/// A name that is taken is one the database lets in (users_name_length), and taken again as it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let name = PersonName(text) else { return 0 }
    precondition(name.text.unicodeScalars.count <= 255)
    precondition(!name.text.unicodeScalars.contains { $0.properties.generalCategory == .control })
    precondition(PersonName(name.text) == name)
    return 0
}
