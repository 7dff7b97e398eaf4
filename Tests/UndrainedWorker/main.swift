// The negative control of the test about kept connections: a worker as one would write it with libfcgi alone. It answers
// at once, reads no body, and keeps the connection when it is asked to. Whatever it takes for a request becomes a line on
// standard output: the address and the target.
import CFastCGI
import Glibc

func parameter(_ name: String, of request: FCGX_Request) -> String {
    FCGX_GetParam(name, request.envp).map { String(cString: $0) } ?? ""
}

var request = FCGX_Request()
guard FCGX_Init() == 0, FCGX_InitRequest(&request, STDIN_FILENO, 0) == 0 else { exit(1) }
while FCGX_Accept_r(&request) == 0 {
    let line = "\(parameter("REMOTE_ADDR", of: request)) \(parameter("REQUEST_URI", of: request))\n"
    write(STDOUT_FILENO, line, line.utf8.count)
    FCGX_PutS("Status: 200 OK\r\nContent-Length: 0\r\n\r\n", request.out)
    FCGX_Finish_r(&request)
}
