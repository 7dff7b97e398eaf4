-- What wrk sends: the page with a cookie, or the checkout form, each with a number of its own.
-- Arguments: the cookie; for checkouts also the products, as "number:cents number:cents".

local products = {}

function init(arguments)
    wrk.headers["Cookie"] = arguments[1]
    wrk.headers["Sec-Fetch-Site"] = "same-origin"
    local random = io.open("/dev/urandom", "rb")
    local a, b, c = random:read(3):byte(1, 3)
    random:close()
    math.randomseed(a * 65536 + b * 256 + c)
    for product, cents in string.gmatch(arguments[2] or "", "(%d+):(%d+)") do
        products[#products + 1] = {path = "/checkout/" .. product, cents = cents}
    end
    if #products > 0 then
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = checkout
    end
end

local function digits(count)
    local text = {}
    for i = 1, count / 4 do text[i] = string.format("%04x", math.random(0, 65535)) end
    return table.concat(text)
end

-- Another buyer, browser and address each time: the store takes so many orders an hour from each.
function checkout()
    wrk.headers["Cookie"] = "__Host-nexus-form=" .. digits(64)
    wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(255), math.random(255), math.random(255))
    local number = digits(8) .. "-" .. digits(4) .. "-" .. digits(4) .. "-" .. digits(4) .. "-" .. digits(12)
    local product = products[math.random(#products)]
    return wrk.format(nil, product.path, nil,
        "email=iris" .. digits(8) .. "%40example.com&name=Iris+Larsen&form_id=" .. number ..
        "&shown_price=" .. product.cents)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'FIGURES {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p95": %d, "p99": %d}',
        summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
