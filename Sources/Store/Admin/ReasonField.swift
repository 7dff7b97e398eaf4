/// Why an admin takes something out of the store, for the person it concerns.
public enum ReasonField: String, FormField {
    case reason
}

extension FilledForm where Field == ReasonField {
    /// The reason; nil, and a mistake at the field, when there is nothing to read or more than 500 characters.
    public mutating func reason() -> Reason? {
        let reason = Reason(self[.reason])
        if reason == nil { refuse(.reason, "Say why, in 1 to 500 characters. The seller reads it.") }
        return isRefused ? nil : reason
    }
}
