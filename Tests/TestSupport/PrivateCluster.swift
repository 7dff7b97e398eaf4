import Glibc

/// A PostgreSQL of the test process's own: in a directory that only its user may enter, on a unix socket, gone afterwards.
struct PrivateCluster {
    /// libpq's URL for its superuser.
    let url: String

    /// Starts one. Traps with the reason if it cannot: without a database these tests say nothing.
    static func start() -> PrivateCluster {
        var template = Array("/tmp/nexus-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no directory for a test cluster: errno \(errno)") }
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let watch = spawn(directory)
        for _ in 0..<600 {
            if access("\(directory)/ready", F_OK) == 0 {
                return PrivateCluster(url: "host=\(directory) port=5432 user=postgres dbname=postgres")
            }
            guard waitpid(watch, nil, WNOHANG) == 0 else { break }
            usleep(50_000)
        }
        fatalError("no test cluster came up; see \(directory)/log")
    }

    /// Runs the cluster under a shell that holds the read end of a pipe. However this process ends, the pipe closes,
    /// and the shell stops the cluster and removes its directory.
    private static func spawn(_ directory: String) -> pid_t {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { fatalError("no pipe: errno \(errno)") }
        // No other child may inherit the write end, or the pipe would stay open after us.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "\(directory)/log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        // POSIX_SPAWN_SETSID, which Swift's Glibc does not show: a session of its own, so that Ctrl-C at the terminal
        // reaches the tests and not the cluster that they still use.
        posix_spawnattr_setflags(&attributes, 0x80)
        let words: [String] = ["sh", "-c", script, "sh", directory]
        let arguments = words.map { word in strdup(word) } + [nil]
        var child = pid_t()
        let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ)
        for argument in arguments { free(argument) }
        posix_spawnattr_destroy(&attributes)
        posix_spawn_file_actions_destroy(&actions)
        close(ends[0])
        guard failure == 0 else { fatalError("no shell: errno \(failure)") }
        return child
    }

    /// PostgreSQL refuses to be root, so root gives the directory to the user `postgres`.
    private static let script = """
        set -eu
        directory=$1
        bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
        [ -n "$bin" ] || bin=$(pg_config --bindir)
        as=
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$directory"
            as="setpriv --reuid=postgres --regid=postgres --init-groups"
        fi
        cd "$directory"
        $as "$bin/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N </dev/null
        $as "$bin/postgres" -D "$directory/data" -k "$directory" -p 5432 -c listen_addresses= -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB \
            -c log_min_messages=fatal </dev/null &
        server=$!
        trap 'kill -INT "$server" 2>/dev/null || true; wait "$server" || true; rm -rf "$directory"' EXIT
        until "$bin/pg_isready" -q -h "$directory" -U postgres; do kill -0 "$server"; sleep 0.05; done
        touch "$directory/ready"
        read -r _ || true
        """
}
