/** What is used of yazl, which comes without types. */
declare module 'yazl' {
  type Give = (error: Error | null, stream?: NodeJS.ReadableStream) => void
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream
    addBuffer(bytes: Buffer, path: string): void
    addReadStream(stream: NodeJS.ReadableStream, path: string): void
    /** The stream is asked for when its turn comes, once those before it have left */
    addReadStreamLazy(path: string, options: { compress: boolean; mtime: Date }, open: (give: Give) => void): void
    end(): void
  }
}
