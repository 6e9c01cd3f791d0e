import DemarcheHTTP
import Glibc
import Testing

@Suite struct `The end of a program` {
  @Test(arguments: [SIGINT, SIGTERM]) func `is waited for`(signal: Int32) {
    let termination = Termination()
    pthread_kill(pthread_self(), signal)
    #expect(termination.wait() == signal)
  }
}
