/// What HTML says of single bytes and of elements.
enum Markup {
    /// Tab, line feed, form feed, carriage return, space.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// The byte as text, ASCII capitals made small.
    static func lowercase(_ byte: UInt8) -> String {
        String(decoding: [(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte], as: UTF8.self)
    }

    /// The byte for a message.
    static func quoted(_ byte: UInt8) -> String {
        switch byte {
        case 0x0A: "the end of the line"
        case 0x21..<0x7F: "“\(lowercase(byte))”"
        case 0x20: "a space"
        default: "this character"
        }
    }

    /// Elements whose content is neither markup nor escaped text: no value is safe in there.
    static let raw: Set = ["iframe", "noembed", "noframes", "script", "style", "xmp"]

    /// Elements whose content is text only.
    static let textOnly: Set = ["textarea", "title"]

    /// Elements that show white space as it is written.
    static let preformatted: Set = ["listing", "pre"]
}
