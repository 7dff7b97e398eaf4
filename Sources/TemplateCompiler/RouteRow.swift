/// One row of the table of routes.
struct RouteRow {
    enum Method: String, CaseIterable {
        case get = "GET"
        case post = "POST"
    }

    enum Access: String, CaseIterable {
        case anyone, account, seller, admin
    }

    enum Entry: String, CaseIterable {
        case page, form, api, webhook, upload

        /// The only method that may stand beside it; nil when both may.
        var method: Method? {
            switch self {
            case .page: .get
            case .form, .upload, .webhook: .post
            case .api: nil
            }
        }
    }

    var name: RouteWord
    var method: Method
    var methodPosition: Position
    var address: RouteAddress
    var addressPosition: Position
    var access: Access
    var accessPosition: Position
    var entry: Entry
    var handler: RouteWord
    var options = Options()

    struct Options {
        var isPublic = false
        var setsFormCookie = false
        /// The name of a limit, which only Swift can look up.
        var limit: RouteWord?
        /// What the form makes, which only Swift can look up.
        var counts: RouteWord?
        /// The route whose page shows the form that is posted here.
        var form: RouteWord?
        /// The type that lists the fields of the form that is posted here, which only Swift can look up.
        var fields: RouteWord?
    }
}

/// All rows of one name, which share their address and who may use them.
struct Route {
    /// The first of them.
    var row: RouteRow
    /// The indices of all of them in the table.
    var indices: [Int]

    /// The case in Swift.
    var name: String { SwiftSpelling.name(row.name.text) }
}
