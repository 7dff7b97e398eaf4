/// An address that is taken is what the database lets in (users_email_is_an_address), and taken again as it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let email = EmailAddress(text) else { return 0 }
    precondition(email.text.utf8.count <= 254)
    precondition(email.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    let parts = email.text.split(separator: "@", omittingEmptySubsequences: false)
    precondition(parts.count == 2 && parts.allSatisfy { !$0.isEmpty })
    precondition(EmailAddress(email.text) == email)
    return 0
}
