import CAssets
import DemarcheHTTP
import DemarchePlots
import DemarcheText

/// A file that pages load, served under a name that changes with its content, so that browsers may keep it for ever.
struct Asset: Sendable {
  let name: String
  let type: String
  let bytes: [UInt8]
  /// The name with the first digits of the hash: `app.1f3c9a2b.js`.
  let hashedName: String

  private init(_ asset: asset) {
    name = String(cString: asset.name)
    var bytes = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.length))
    // What figures look like within a page, where the page's own properties give the colours.
    if name == "style.css" { bytes += Array(FigureStyle.inline.utf8) }
    self.bytes = bytes
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let hash = bytes.withUnsafeBytes { SHA256.hex(of: $0) }.prefix(8)
    hashedName = "\(parts[0]).\(hash).\(parts[1])"
    type =
      switch parts[1] {
      case "css": "text/css; charset=utf-8"
      case "js": "text/javascript; charset=utf-8"
      case "svg": "image/svg+xml"
      default: "application/octet-stream"
      }
  }

  /// All of them, read once.
  struct Collection: Sendable {
    let assets: [Asset]
    /// Changes when any of them does.
    let tag: String

    fileprivate init() {
      assets = (0..<asset_count()).map { Asset(asset_at($0)) }
      tag = String(SHA256.hex(of: assets.map(\.hashedName).joined(separator: " ")).prefix(8))
    }

    subscript(name: String) -> Asset {
      guard let asset = assets.first(where: { $0.name == name }) else {
        preconditionFailure("no asset is called \(name)")
      }
      return asset
    }
  }

  static let all = Collection()

  static let routes: [Routes.Route] = [
    Routes.Route(.get, "/assets/{name}") { request, _ in
      let name = request.parameters["name"]
      guard let asset = all.assets.first(where: { $0.hashedName == name }) else {
        throw Problem(404, "there is no file \(name)", hint: "load the page again")
      }
      return Routes.Answer.bytes(asset.bytes, type: asset.type)
        .setting("Cache-Control", "public, max-age=31536000, immutable")
    }
  ]
}
