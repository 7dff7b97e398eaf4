internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /dashboard/account`
    func account(_ visit: Visit, _ seller: Seller) -> Response { .page(AccountPage(visit, seller)) }

    /// `POST /dashboard/account`
    func rename(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        switch NameChange.parse(name: visit.form["name"] ?? "") {
        case .failure(let errors): return .page(AccountPage(visit, seller, errors), .unprocessable)
        case .success(let change):
            try change.store(for: seller.id, &db)
            return updated
        }
    }

    /// `POST /dashboard/account/email`: every session of the seller ends, and this browser gets a new one.
    func changeEmail(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let parsed = try EmailChange.parse(
            email: visit.form["email"] ?? "", password: visit.form["password"] ?? "", of: seller.id,
            hasher: settings.hasher, &db
        )
        let stored: Result<SessionToken, FieldErrors> =
            switch parsed {
            case .failure(let errors): .failure(errors)
            case .success(let change): try change.store(at: visit.now, &db)
            }
        return renewed(stored, visit, seller)
    }

    /// `POST /dashboard/account/password`: every session of the seller ends, and this browser gets a new one.
    func changePassword(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let form = visit.form
        let parsed = try PasswordChange.parse(
            current: form["current_password"] ?? "", new: form["new_password"] ?? "", of: seller.id,
            hasher: settings.hasher, &db
        )
        let stored: Result<SessionToken, FieldErrors> =
            switch parsed {
            case .failure(let errors): .failure(errors)
            case .success(let change): try change.store(at: visit.now, &db)
            }
        return renewed(stored, visit, seller)
    }

    /// What was changed ended every session of the seller; this browser gets a new one.
    private func renewed(_ stored: Result<SessionToken, FieldErrors>, _ visit: Visit, _ seller: Seller) -> Response {
        switch stored {
        case .failure(let errors): return .page(AccountPage(visit, seller, errors), .unprocessable)
        case .success(let token):
            var answer = updated
            answer.headers.add("Set-Cookie", SessionCookie.holding(token, seconds: Session.idleLifetime))
            return answer
        }
    }

    private var updated: Response { .redirect(to: SellerRoute.account.link, flash: .accountUpdated) }
}

extension AccountPage {
    /// The account as it is, with what was typed in its place where a form is shown again.
    fileprivate init(_ visit: Visit, _ seller: Seller, _ errors: FieldErrors = FieldErrors()) {
        let user = seller.account.user
        self.init(
            layout: visit.layout("Your account", .account), name: visit.form["name"] ?? user.name,
            email: visit.form["email"] ?? user.email.text, errors: FormErrors(errors)
        )
    }
}
