internal import HTML
internal import HTTP
internal import Store

/// Everybody who has an account, for the admin.
enum AdminUsers {
    /// `GET /admin/users`
    static func list(_ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let (search, before) = (try visit.searched, try visit.query.value(of: "before").flatMap { User.ID($0) })
        let users = try User.list(emailStartingWith: search, before: before, &db)
        return .page(
            AdminUsersPage(
                layout: visit.layout("Users", .adminUsers),
                query: search ?? "",
                rows: users.items.map { AdminUsersPage.Row($0) },
                pager: try visit.pager("users", last: users.hasMore ? users.items.last.map { "\($0.id)" } : nil)
            )
        )
    }

    /// `GET /admin/users/{id}`
    static func show(_ id: User.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        .page(try page(id, visit, FilledForm(), &db))
    }

    /// `POST /admin/users/{id}/suspension`
    static func suspend(_ id: User.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        var filled: FilledForm<ReasonField> = visit.filled()
        let submission = visit.submission(to: Route.adminUser(id).link, flash: .suspended)
        switch try User.suspend(id, from: &filled, by: admin.account.user.id, as: submission, &db) {
        case .done: return visit.landed(submission)
        case .refused: return .page(try page(id, visit, filled, &db), .unprocessable)
        case .missing: throw Problem(.notFound)
        }
    }

    /// `POST /admin/users/{id}/reinstatement`
    static func reinstate(_ id: User.ID, _ visit: Visit, _ admin: Admin, _ db: inout Database) throws -> Response {
        let submission = visit.submission(to: Route.adminUser(id).link, flash: .reinstated)
        guard case .done = try User.reinstate(id, by: admin.account.user.id, as: submission, &db) else {
            throw Problem(.notFound)
        }
        return visit.landed(submission)
    }

    private static func page(
        _ id: User.ID, _ visit: Visit, _ filled: FilledForm<ReasonField>, _ db: inout Database
    ) throws -> AdminUserPage {
        guard let user = try User.find(id, &db) else { throw Problem(.notFound) }
        return AdminUserPage(
            layout: visit.layout(user.email.text, .adminUsers),
            email: user.email.text,
            name: user.name.visible ?? "",
            role: user.role.display,
            joined: Moment(user.createdAt),
            updated: Moment(user.updatedAt),
            products: try Product.list(ownedBy: id, &db).items.prefix(10).map {
                ProductRow($0, link: Route.adminProduct($0.id).link)
            },
            orders: try Order.list(soldBy: id, &db).items.prefix(10).map {
                OrderRow($0, link: Route.adminOrder($0.id).link)
            },
            removal: user.role == .admin ? nil : Removal(of: user, visit, filled)
        )
    }
}

extension AdminUsersPage.Row {
    fileprivate init(_ user: User) {
        self.init(
            link: Route.adminUser(user.id).link, email: user.email.text, name: user.name.visible ?? "",
            role: user.role.display,
            joined: Moment(user.createdAt)
        )
    }
}

extension User.Role {
    fileprivate var display: String {
        switch self {
        case .seller: "Seller"
        case .admin: "Admin"
        }
    }
}
