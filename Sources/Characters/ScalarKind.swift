/// What kinds of character there are to see, or not to see. Ranges, not the standard library's look-ups, because every
/// character that is typed passes here; CharactersTests compares them with the library's.
extension Unicode.Scalar {
    /// Unicode's White_Space.
    var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// White space that ends a line: LF, VT, FF, CR, NEL, LINE and PARAGRAPH SEPARATOR (UAX #14, classes BK, CR, LF, NL).
    var isLineEnd: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// General category Cc.
    var isControl: Bool { value < 0x20 || 0x7F...0x9F ~= value }

    /// Unicode's Default_Ignorable_Code_Point: nothing is drawn for it. Among them are all marks of direction.
    var isIgnorable: Bool {
        switch value {
        case 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFF8,
            0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    /// An ignorable that gives the character before it its looks: a heart its red, a flag its country.
    var isSelector: Bool {
        switch value {
        case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: true
        default: false
        }
    }

    /// Turns the direction of the text after it, to the end of the paragraph (UAX #9: embeddings, overrides, isolates).
    var turnsDirection: Bool { 0x202A...0x202E ~= value || 0x2066...0x2069 ~= value }

    /// Never a character (Unicode, 23.7); HTML forbids them.
    var isNoncharacter: Bool { 0xFDD0...0xFDEF ~= value || value & 0xFFFE == 0xFFFE }
}

extension String {
    /// Whether there is anything to see: a letter, digit, sign or picture, not only blanks, marks and what has no width.
    public var isVisible: Bool {
        unicodeScalars.contains { scalar in
            // U+2800, the Braille pattern without a dot, is a sign that shows nothing.
            guard !scalar.isBlank, !scalar.isIgnorable, scalar.value != 0x2800 else { return false }
            return switch scalar.properties.generalCategory {
            case .control, .format, .unassigned, .nonspacingMark, .spacingMark, .enclosingMark: false
            default: true
            }
        }
    }
}
