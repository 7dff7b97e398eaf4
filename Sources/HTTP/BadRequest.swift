/// A request that is refused because of its form, before anybody looks at what it asks for.
public struct BadRequest: Error, Sendable, Equatable {
    public enum Reason: Sendable, Equatable, CaseIterable {
        /// The target does not begin with a slash, holds a forbidden segment or byte, or a broken percent code.
        case malformedTarget
        /// A key of the query that the page reads is there twice, has a broken percent code, is not UTF-8 or holds a NUL.
        case malformedQuery
        /// The target is longer than `Target.maximumBytes`.
        case targetTooLong
        /// A header or another parameter holds control characters, is not UTF-8, or is longer than any that is meant well.
        case malformedHeader
        /// Headers and parameters together are larger than the server takes.
        case headersTooLarge
        /// A form holds a broken percent code, text that is not UTF-8, a NUL, or a field without a name.
        case malformedForm
        /// A form holds more fields than the limits allow.
        case tooManyFields
        /// A field's name is longer than the limits allow.
        case fieldNameTooLong
        /// Two fields bear the same name.
        case duplicateField
        /// The body does not match the length that was announced.
        case incompleteBody
        /// The body is larger than the server takes.
        case bodyTooLarge
        /// The body is not `application/x-www-form-urlencoded`.
        case notAForm
    }

    public let reason: Reason

    public init(_ reason: Reason) {
        self.reason = reason
    }

    /// 400, 413, 415 or 431.
    public var status: Status {
        switch reason {
        case .bodyTooLarge: .contentTooLarge
        case .notAForm: .unsupportedMediaType
        case .headersTooLarge: .headersTooLarge
        default: .badRequest
        }
    }

    /// A plain sentence for the person who sent the request. It repeats nothing of the request, so it is safe to show.
    public var message: String {
        switch reason {
        case .malformedTarget, .malformedQuery: "This address is not written correctly. Please check the link."
        case .targetTooLong: "This address is too long. Please check the link."
        case .malformedHeader: "Your browser sent something we could not read."
        case .headersTooLarge: "Your browser sent too much beside the request. Clearing this site's cookies may help."
        case .malformedForm: "The form contains characters we could not read."
        case .tooManyFields: "The form has too many fields."
        case .fieldNameTooLong: "The form has a field with too long a name."
        case .duplicateField: "The form names the same field twice."
        case .incompleteBody: "The form did not arrive completely. Please send it again."
        case .bodyTooLarge: "What you sent is too large."
        case .notAForm: "What you sent is not a form we can read."
        }
    }
}
