#if DEBUG
    import FastCGI
    import HTTP

    /// Addresses that only debug builds have, for the tests of what no page does on purpose: crash, and move much data.
    enum TestRoutes {
        /// The answer; nil when it is another address.
        static func answer(_ request: Request, noting note: (String) -> Void) -> Response? {
            switch request.target {
            case "/test/trap":
                note("trap")
                return trap([])
            case "/test/echo":
                note("echo")
                return Response(headers: ["Content-Type": "application/octet-stream"], body: request.body.bytes ?? [])
            default: return nil
            }
        }

        /// For what `/test/echo` takes.
        static var limits: Server.Limits { Server.Limits(bodyBytes: 8 << 20) }

        /// Does what Swift answers with a trap.
        private static func trap(_ nothing: [Response]) -> Response { nothing[1] }
    }
#endif
