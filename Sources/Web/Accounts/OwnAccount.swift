internal import HTML
internal import HTTP
internal import Store

/// The account of whoever is signed in.
enum OwnAccount {
    /// `GET /dashboard/account`
    static func show(_ visit: Visit, _ account: Account, _ db: inout Database) throws -> Response {
        .page(AccountPage(visit, account))
    }

    /// `POST /dashboard/account`
    static func rename(_ visit: Visit, _ account: Account, _ db: inout Database) throws -> Response {
        var filled: FilledForm<NameField> = visit.filled()
        guard let change = NameChange.parse(&filled) else {
            return .page(AccountPage(visit, account, name: filled), .unprocessable)
        }
        try change.store(for: account.user.id, as: visit.updated, &db)
        return visit.landed(visit.updated)
    }

    /// `POST /dashboard/account/zone`
    static func changeZone(_ visit: Visit, _ account: Account, _ db: inout Database) throws -> Response {
        var filled: FilledForm<ZoneField> = visit.filled()
        guard let change = ZoneChange.parse(&filled),
            case .done = try change.store(&filled, for: account.user.id, as: visit.updated, &db)
        else { return .page(AccountPage(visit, account, zone: filled), .unprocessable) }
        return visit.landed(visit.updated)
    }

    /// `POST /dashboard/account/email`: every session of the user ends, and this browser gets a new one.
    static func changeEmail(_ visit: Visit, _ account: Account, _ db: inout Database) throws -> Response {
        var filled: FilledForm<EmailField> = visit.filled()
        let parsed = try EmailChange.parse(&filled, of: account.user.id, hasher: visit.hasher, &db)
        guard let change = parsed,
            case .done(let token) = try change.store(&filled, at: visit.now, as: visit.updated, &db)
        else { return .page(AccountPage(visit, account, email: filled), .unprocessable) }
        return visit.renewed(token)
    }

    /// `POST /dashboard/account/password`: every session of the user ends, and this browser gets a new one.
    static func changePassword(_ visit: Visit, _ account: Account, _ db: inout Database) throws -> Response {
        var filled: FilledForm<PasswordField> = visit.filled()
        let parsed = try PasswordChange.parse(&filled, of: account.user.id, hasher: visit.hasher, &db)
        guard let change = parsed,
            case .done(let token) = try change.store(&filled, at: visit.now, as: visit.updated, &db)
        else { return .page(AccountPage(visit, account, password: filled), .unprocessable) }
        return visit.renewed(token)
    }
}

extension Visit {
    fileprivate var updated: Submission { submission(to: Route.account.link, flash: .accountUpdated) }

    /// The same, with the session that this browser has from now on.
    fileprivate func renewed(_ token: SessionToken) -> Response {
        var answer = landed(updated)
        answer.headers.add("Set-Cookie", SessionCookie.holding(token, seconds: Session.idleLifetime))
        return answer
    }
}
