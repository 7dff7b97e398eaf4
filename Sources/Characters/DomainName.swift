internal import CICU

/// A domain name's two forms: the one people read, `müller.de`, and the one machines do, `xn--mller-kva.de` (UTS 46 as
/// IDNA2008 wants it, non-transitional: `ß` is not `ss`).
public enum DomainName {
    /// In bytes; 253 is the longest name there is, and four bytes the longest character.
    private static let longest = 1_012

    /// The form for machines; nil when it is no domain name.
    public static func ascii(_ name: String) -> String? { convert(name, with: icu_domain_to_ascii) }

    /// The form for people; a name that has none stays as it is.
    public static func unicode(_ name: String) -> String { convert(name, with: icu_domain_to_unicode) ?? name }

    private static func convert(
        _ name: String, with function: (UnsafePointer<CChar>?, Int32, UnsafeMutablePointer<CChar>?, Int32) -> Int32
    ) -> String? {
        guard name.utf8.count <= longest else { return nil }
        let bytes = name.composed.utf8.map { CChar(bitPattern: $0) }
        // Neither form is more than four times as long as the other.
        var out = [CChar](repeating: 0, count: 4 * longest)
        let written = function(bytes, Int32(clamping: bytes.count), &out, Int32(clamping: out.count))
        guard written > 0, written <= out.count else { return nil }
        return String(validating: out.prefix(Int(written)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
