/// A type that may stand alone in `{% if value %}`.
public protocol ConditionValue {
    /// Whether the value counts as true.
    var holds: Bool { get }
}

extension Bool: ConditionValue {
    @inlinable
    public var holds: Bool { self }
}

extension String: ConditionValue {
    /// True unless empty.
    @inlinable
    public var holds: Bool { !isEmpty }
}

extension Int: ConditionValue {
    /// True unless zero.
    @inlinable
    public var holds: Bool { self != 0 }
}

extension Int64: ConditionValue {
    /// True unless zero.
    @inlinable
    public var holds: Bool { self != 0 }
}

extension Array: ConditionValue {
    /// True unless empty.
    @inlinable
    public var holds: Bool { !isEmpty }
}

extension Optional: ConditionValue {
    /// True unless `nil`, whatever is inside.
    @inlinable
    public var holds: Bool { self != nil }
}
