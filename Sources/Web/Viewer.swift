internal import HTTP
internal import Store

/// Who is looking. A `Seller` or an `Admin` can be made in this file only, from a live session: holding one is the
/// proof, and a handler that takes one cannot be reached by anybody else.
enum Viewer: Sendable {
    case visitor
    case seller(Seller)
    case admin(Admin)

    /// The owner of the request's session; a cookie that is missing, malformed or expired makes a visitor, and costs
    /// the database nothing when it is no token at all.
    static func find(_ cookies: Cookies, at now: Timestamp, _ db: inout Database) throws -> Viewer {
        guard let token = cookies[SessionCookie.name].flatMap({ SessionToken($0) }),
            let session = try Session.resume(token, at: now, &db)
        else { return .visitor }
        let account = Account(user: session.user, token: token, session: session)
        return switch session.user.role {
        case .seller: .seller(Seller(account: account))
        case .admin: .admin(Admin(account: account))
        }
    }

    /// The admin's pages do not exist for anybody else; that all others exist is no secret.
    func mayKnow(of route: Route) -> Bool {
        if case .admin = self { return true }
        return route.access != .admin
    }

    /// nil for a visitor.
    var account: Account? {
        switch self {
        case .visitor: nil
        case .seller(let seller): seller.account
        case .admin(let admin): admin.account
        }
    }
}

/// The page is for somebody who is signed in, and nobody is.
struct NotSignedIn: Error {}

/// The page is a seller's, and who is signed in is an admin.
struct SellsNothing: Error {}

extension Visit {
    /// Whoever is signed in. Throws `NotSignedIn`.
    func account() throws -> Account {
        guard let account = viewer.account else { throw NotSignedIn() }
        return account
    }

    /// The seller who is signed in. Throws `NotSignedIn`, and `SellsNothing` for an admin.
    func seller() throws -> Seller {
        switch viewer {
        case .seller(let seller): return seller
        case .admin: throw SellsNothing()
        case .visitor: throw NotSignedIn()
        }
    }

    /// The admin who is signed in; for anybody else the page does not exist.
    func admin() throws -> Admin {
        guard case .admin(let admin) = viewer else { throw Problem(.notFound) }
        return admin
    }
}

/// A signed-in user with the session that says so.
struct Account: Sendable {
    let user: User
    let token: SessionToken
    let session: Session

    /// The account's clock at each of these moments, in one question; none in UTC.
    func times(_ times: [Timestamp], _ db: inout Database) throws -> LocalTimes {
        try LocalTimes.find(in: user.timeZone, at: times, &db)
    }

    /// What the header calls them.
    var displayName: String { user.name.visible ?? user.email.text }
}

/// Somebody who is signed in with the role of a seller.
struct Seller: Sendable {
    let account: Account
    var id: User.ID { account.user.id }

    fileprivate init(account: Account) { self.account = account }
}

/// Somebody who is signed in with the role of an admin.
struct Admin: Sendable {
    let account: Account

    fileprivate init(account: Account) { self.account = account }
}
