internal import HTML
internal import HTTP
internal import Store

/// Opening an account.
enum Registering {
    /// `GET /auth/register`
    static func form(_ visit: Visit, _ db: inout Database) throws -> Response {
        guard visit.viewer.account == nil else { return .redirect(to: Route.dashboard.link) }
        return .page(RegisterPage(visit, next: visit.next(try visit.query.value(of: "next"))))
    }

    /// `POST /auth/register`
    static func send(_ visit: Visit, _ db: inout Database) throws -> Response {
        var filled: FilledForm<RegistrationField> = visit.filled()
        let next = visit.next(visit.form["next"])
        let submission = visit.submission(to: next ?? Route.dashboard.link, flash: .welcome)
        if let registration = try Registration.parse(&filled, hasher: visit.hasher) {
            if let login = try User.register(registration, as: submission, &db) {
                return try LoggingIn.signIn(login, visit, landing: visit.landed(submission), &db)
                    ?? .redirect(to: Route.login.link)
            }
            filled.refuse(.email, "There is an account with this address already.", remedy: .logIn)
        }
        return .page(RegisterPage(visit, filled, next: next), .unprocessable)
    }
}
