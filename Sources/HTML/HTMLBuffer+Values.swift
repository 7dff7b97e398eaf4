/// Values in the text of an element.
extension HTMLBuffer {
    /// Text, escaped.
    public mutating func text(_ value: String) { append(escaping: value) }

    /// Text, escaped; nothing for `nil`.
    public mutating func text(_ value: String?) {
        if let value { append(escaping: value) }
    }

    /// A number in decimal digits.
    public mutating func text(_ value: Int) { append(Int64(value)) }

    /// A number in decimal digits.
    public mutating func text(_ value: Int64) { append(value) }

    /// Markup that is safe already, as it stands.
    public mutating func text(_ value: SafeHTML) { append(value.markup) }

    /// Markup that is safe already, as it stands; nothing for `nil`.
    public mutating func text(_ value: SafeHTML?) {
        if let value { append(value.markup) }
    }
}

/// Values in `<title>` and `<textarea>`, where markup has no meaning: as text, but without `SafeHTML`.
extension HTMLBuffer {
    /// Text, escaped.
    public mutating func plain(_ value: String) { append(escaping: value) }

    /// Text, escaped; nothing for `nil`.
    public mutating func plain(_ value: String?) {
        if let value { append(escaping: value) }
    }

    /// A number in decimal digits.
    public mutating func plain(_ value: Int) { append(Int64(value)) }

    /// A number in decimal digits.
    public mutating func plain(_ value: Int64) { append(value) }
}

/// Values inside the quotes of an attribute.
extension HTMLBuffer {
    /// Text, escaped.
    public mutating func attribute(_ value: String) { append(escaping: value) }

    /// Text, escaped; nothing for `nil`.
    public mutating func attribute(_ value: String?) {
        if let value { append(escaping: value) }
    }

    /// A number in decimal digits.
    public mutating func attribute(_ value: Int) { append(Int64(value)) }

    /// A number in decimal digits.
    public mutating func attribute(_ value: Int64) { append(value) }

    /// The whole value of an attribute that holds a URL, such as `href` or `action`. Only a `Link` fits.
    public mutating func url(_ value: Link) { append(escaping: value.location) }
}
