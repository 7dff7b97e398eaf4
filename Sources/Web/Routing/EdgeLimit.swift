/// What one address may ask of the store, by what it costs the store: the only copy of these numbers. nginx's files get
/// theirs from here (`nexus nginx`), before anything reaches a worker.
///
/// Twenty people behind one address, each at the speed of a person, meet none of them. An address is an IPv4 address, or
/// the /64 of an IPv6 one, which is what a single customer of a provider has.
public enum EdgeLimit: String, CaseIterable, Sendable {
    /// Forms that cost a password hash: log-in, registration, a change of address or password.
    case password
    /// Forms that buy.
    case checkout
    /// Every other form: it makes or changes rows.
    case create
    /// Lists that are searched and filtered.
    case search
    /// Every other page.
    case page
    /// What nginx answers by itself: static files, redirects, refusals.
    case file
    /// How the store is, asked by machines. It is counted for all of them together: only few may ask at all, and the
    /// answer costs a question to the database.
    case probe

    public var rate: Rate {
        switch self {
        case .password: Rate(perMinute: 30, atOnce: 5, waiting: 15)
        case .checkout: Rate(perMinute: 60, atOnce: 40, waiting: 20)
        case .create: Rate(perMinute: 120, atOnce: 40, waiting: 20)
        case .search: Rate(perMinute: 120, atOnce: 40, waiting: 20)
        case .page: Rate(perMinute: 400, atOnce: 60, waiting: 60)
        case .file: Rate(perMinute: 1_800, atOnce: 300, waiting: 100)
        case .probe: Rate(perMinute: 1_200, atOnce: 40, waiting: 20)
        }
    }

    /// Searches of one session, from however many addresses.
    public static let searchesOfSession = Rate(perMinute: 60, atOnce: 20, waiting: 20)

    public struct Rate: Sendable {
        /// The rate that may go on for ever.
        public let perMinute: Int
        /// How many on top of that are answered at once.
        public let atOnce: Int
        /// How many more wait for their turn, which a person takes for a slow page. Whoever sends still more is refused,
        /// with 429.
        public let waiting: Int

        /// As nginx counts: all that are not refused.
        public var burst: Int { atOnce + waiting }
    }
}

extension EdgeLimit {
    /// Seconds after which somebody who was refused is told to try again: time enough for a few requests of every kind.
    public static let retrySeconds = 10

    /// Requests of one address that nginx has in hand at the same moment, slow senders and slow readers among them.
    public static let requestsAtOnce = 100

    /// The longest body of a form. The store itself takes as much as the form's fields may have (`FormFields`): of a product,
    /// with all that somebody may paste by mistake and %-coded, 700 KB.
    public static let bodyKibibytes = 1_024

    /// The longest single header, and how many of that size all headers of a request may fill.
    public static let headerKibibytes = 8
    public static let headerBuffers = 4

    /// Bytes of a stranger's words (path, host, browser's name) that a line of the access log holds.
    public static let loggedBytes = 200

    /// Connections for each of nginx's processes: what an attacker has to hold open, half-open ones included.
    public static let connections = 16_384
    /// With fewer than this a few thousand half-open connections shut everybody out.
    public static let leastConnections = 4_096
    /// Files that each of them may have open: a request may need a connection to its visitor, one to a worker, and a file.
    public static let openFiles = 40_960
}
