/// Why a password could be neither hashed nor verified. It says nothing about the password.
public enum PasswordError: Error, Sendable, Equatable {
    /// Too many others are hashing right now; worth another try in a moment.
    case busy
    /// The system did not give what is needed (memory, the slot files); the text is for the log.
    case unavailable(String)
}
