/// What `{% if value %}` asks of a value.
public enum Condition {
    /// Whether `value` counts as true.
    @inlinable
    public static func holds(_ value: some ConditionValue) -> Bool { value.holds }
}
