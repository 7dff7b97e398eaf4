// swift-tools-version: 6.2
import PackageDescription

/// The strictness every target of ours shares; a warning does not pass.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "nexus",
    products: [.executable(name: "nexus", targets: ["Nexus"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // C libraries, one room each.
        .systemLibrary(name: "CFastCGI", pkgConfig: "fcgi", providers: [.apt(["libfcgi-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),

        // Values and the edges of the process.
        .target(name: "HTTP", swiftSettings: strict),
        .target(name: "HTML", swiftSettings: strict),
        .target(name: "FastCGI", dependencies: ["CFastCGI", "HTTP"], swiftSettings: strict),
        .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: strict),
        .target(name: "Passwords", dependencies: ["CArgon2"], swiftSettings: strict),
        .target(name: "Processes", dependencies: [system], swiftSettings: strict),
        .target(name: "Serving", dependencies: ["FastCGI", "HTTP", "Processes", logging], swiftSettings: strict),
        .target(name: "Characters", dependencies: ["CICU"], swiftSettings: strict),

        // templates/**/*.html become Swift at build time.
        .executableTarget(name: "TemplateCompiler", swiftSettings: strict),
        .plugin(
            name: "CompileTemplates",
            capability: .buildTool(),
            dependencies: ["TemplateCompiler"],
            path: "Sources/CompileTemplates"
        ),

        // The business, its pages, and the command.
        .target(name: "Store", dependencies: ["Characters", "Passwords", "Postgres", crypto], swiftSettings: strict),
        .target(name: "Seed", dependencies: ["Passwords", "Postgres", "Store"], swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: ["HTTP", "HTML", "Store", crypto, logging],
            exclude: ["Routes.table"],
            swiftSettings: strict,
            plugins: ["CompileTemplates"]
        ),
        .executableTarget(
            name: "Nexus",
            dependencies: [
                "Characters", "FastCGI", "HTML", "HTTP", "Passwords", "Postgres", "Processes", "Seed", "Serving",
                "Store",
                "Web", argumentParser, crypto, logging, system,
            ],
            swiftSettings: strict
        ),

        // What a test must find fault with.
        .executableTarget(
            name: "UndrainedWorker", dependencies: ["CFastCGI"], path: "Tests/UndrainedWorker", swiftSettings: strict),

        .target(
            name: "TestSupport",
            dependencies: ["Passwords", "Postgres", "Store"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(name: "HTMLTests", dependencies: ["HTML"], swiftSettings: strict),
        .testTarget(name: "FastCGITests", dependencies: ["FastCGI", "HTTP"], swiftSettings: strict),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "PasswordsTests", dependencies: ["Passwords", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ProcessesTests", dependencies: ["Processes"], swiftSettings: strict),
        .testTarget(
            name: "ServingTests", dependencies: ["FastCGI", "HTTP", "Processes", "Serving", logging],
            swiftSettings: strict),
        .testTarget(name: "CharactersTests", dependencies: ["Characters"], swiftSettings: strict),
        .testTarget(name: "TemplateCompilerTests", dependencies: ["TemplateCompiler"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Passwords", "Postgres", "Seed", "Store", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SeedTests", dependencies: ["Passwords", "Postgres", "Seed", "Store", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: ["HTTP", "HTML", "Passwords", "Postgres", "Store", "TestSupport", "Web", logging],
            swiftSettings: strict
        ),
        .testTarget(
            name: "NexusTests",
            dependencies: [
                "FastCGI", "HTTP", "Nexus", "Passwords", "Postgres", "Processes", "Seed", "Serving", "Store",
                "TestSupport", "Web", argumentParser, logging,
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
