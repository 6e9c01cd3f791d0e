/// Fields that each answer has unless it says otherwise: a page loads nothing from elsewhere, runs no script that stands
/// in it, and no other site may frame it or read it.
enum SecurityHeaders {
  static let all = [
    Headers.Field(
      name: "Content-Security-Policy",
      value: "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'"),
    Headers.Field(name: "X-Content-Type-Options", value: "nosniff"),
    Headers.Field(name: "Referrer-Policy", value: "same-origin"),
    Headers.Field(name: "Cross-Origin-Opener-Policy", value: "same-origin"),
    Headers.Field(name: "Cross-Origin-Resource-Policy", value: "same-origin"),
    // Kept, but asked for anew each time.
    Headers.Field(name: "Cache-Control", value: "no-cache"),
  ]
}
