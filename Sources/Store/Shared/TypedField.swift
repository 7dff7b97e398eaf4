internal import Characters

/// What was typed into a field of a form, as it is to be kept: see `TypedText`. Its length is looked at before anything
/// else, since whatever looks at text takes time for each byte.
enum TypedField {
    /// One line, such as a name; nil when it is longer than so many characters, or holds a NUL.
    static func line(_ typed: String, longest: Int) -> String? {
        // 16 bytes a character: four for each of those that a decomposed one is made of, and for some that cannot be seen.
        guard typed.utf8.count <= 16 * longest else { return nil }
        let text = TypedText.line(typed)
        return text.unicodeScalars.count <= longest && !text.utf8.contains(0) ? text : nil
    }

    /// Several lines, such as a description; nil when they are longer than so many bytes, or hold a NUL.
    static func lines(_ typed: String, bytes longest: Int) -> String? {
        // Decomposed text is up to three times as long, and browsers send two bytes for a line's end.
        guard typed.utf8.count <= 4 * longest else { return nil }
        let text = TypedText.lines(typed)
        return text.utf8.count <= longest && !text.utf8.contains(0) ? text : nil
    }
}
