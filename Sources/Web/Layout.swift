/// What every page but an error shows around its content: title, navigation, a message, the log-out form.
///
/// Error pages have no layout of this kind, because they must not depend on a session.
struct Layout: Sendable {
    /// Who is looking, which decides the navigation and nothing else; permissions are decided elsewhere.
    enum Viewer: Sendable {
        case visitor
        /// `name` is shown in the header: the seller's name, or the e-mail where there is none.
        case seller(name: String)
        case admin(name: String)
    }

    /// The entry of the navigation that is marked as the current one.
    enum Section: String, Sendable {
        case home, login, register, dashboard, products, orders, account, admin
        case adminUsers, adminProducts, adminOrders
        case none
    }

    /// The page's own title, without the store's name; unique among the pages.
    var title: String
    var viewer: Viewer
    var section: Section
    /// The value of the hidden `form_token` of every POST form on the page.
    var formToken: String
    /// A message about what has just been done, such as "Product created"; nil for none.
    var flash: String?
    /// One sentence for search engines and link previews; nil for none.
    var summary: String?

    init(
        title: String, viewer: Viewer, section: Section, formToken: String, flash: String? = nil,
        summary: String? = nil
    ) {
        self.title = title
        self.viewer = viewer
        self.section = section
        self.formToken = formToken
        self.flash = flash
        self.summary = summary
    }

    // What the templates ask.

    /// The current section's name, to compare with a literal.
    var current: String { section.rawValue }

    var isSignedIn: Bool {
        if case .visitor = viewer { false } else { true }
    }

    var isAdmin: Bool {
        if case .admin = viewer { true } else { false }
    }

    /// The name in the header; empty for a visitor.
    var viewerName: String {
        switch viewer {
        case .visitor: ""
        case .seller(let name), .admin(let name): name
        }
    }
}
