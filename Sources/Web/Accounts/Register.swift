internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /auth/register`
    func registerForm(_ visit: Visit) -> Response {
        guard visit.viewer.account == nil else { return .redirect(to: SellerRoute.dashboard.link) }
        return .page(RegisterPage(layout: visit.registerLayout, next: visit.next(in: visit.query)?.location))
    }

    /// `POST /auth/register`
    func register(_ visit: Visit, _ db: inout Database) throws -> Response {
        let (form, next) = (visit.form, visit.next(in: visit.form))
        let parsed = try Registration.parse(
            email: form["email"] ?? "", password: form["password"] ?? "", name: form["name"] ?? "",
            hasher: settings.hasher
        )
        func refused(_ errors: FieldErrors) -> Response {
            .page(
                RegisterPage(
                    layout: visit.registerLayout, email: form["email"] ?? "", name: form["name"] ?? "",
                    next: next?.location, errors: FormErrors(errors)
                ), .unprocessable
            )
        }
        switch parsed {
        case .failure(let errors): return refused(errors)
        case .success(let registration):
            guard let login = try User.register(registration, &db) else {
                return refused(FieldErrors("email", "There is an account with this address already. Log in instead?"))
            }
            let landing = next ?? SellerRoute.dashboard.link
            let answer = try signIn(login, visit, landing: .redirect(to: landing, flash: .welcome), &db)
            return answer ?? .redirect(to: Route.login.link)
        }
    }
}

extension Visit {
    fileprivate var registerLayout: Layout { layout("Open your store", .register) }
}
